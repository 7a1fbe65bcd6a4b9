/**
 * vmf_insert_ram_pfn_prot - map one frame of System RAM at fault time
 * @vma:  area of the fault, VM_PFNMAP and not private-writable
 * @addr: user address inside of @vma
 * @pfn:  frame of allocated System RAM that the caller owns
 * @prot: page protection, used as it is, cache mode included
 *
 * For memory from the page allocator whose cache mode the caller controls:
 * it has given the direct map the mode of @prot before, or the page is not
 * in the direct map. The memtype tracking is not asked. Debug kernels
 * compare with the direct map and warn once.
 *
 * The entry is special and holds no reference. The caller removes it before
 * it frees the page or changes its mode.
 *
 * Frames outside of System RAM are refused with a warning; map them with
 * vmf_insert_pfn_prot().
 *
 * Context: Process context, from a fault handler, mmap lock or VMA lock held
 *          for reading.
 * Return: VM_FAULT_NOPAGE on success and if an entry was there already,
 *         VM_FAULT_SIGBUS outside of @vma or outside of System RAM,
 *         VM_FAULT_OOM without memory for a page table.
 */
vm_fault_t vmf_insert_ram_pfn_prot(struct vm_area_struct *vma,
				   unsigned long addr, unsigned long pfn,
				   pgprot_t prot);
