/**
 * vmf_insert_pfn_prot - map one page frame into a user area at fault time
 * @vma:    area of the fault, VM_PFNMAP or VM_MIXEDMAP
 * @addr:   user address inside of @vma
 * @pfn:    frame to map, with or without a struct page
 * @pgprot: page protection of the entry
 *
 * Puts a special entry for @pfn at @addr. No reference is taken, and the
 * core never sees a page behind the entry. An entry that is already there
 * stays as it is.
 *
 * With PAT on x86, the cache mode in @pgprot is replaced by the one that is
 * tracked for @pfn: page flags for System RAM (WB unless a driver changed
 * it), the memtype tree for everything else (UC- where it has no entry).
 * The caller is not told.
 *
 * Context: Process context, from a fault handler, mmap lock or VMA lock held
 *          for reading.
 * Return: VM_FAULT_NOPAGE on success and if an entry was there already,
 *         VM_FAULT_SIGBUS if @addr is outside of @vma or the frame may not
 *         be mapped by this process, VM_FAULT_OOM without memory for a
 *         page table.
 */
vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr,
			       unsigned long pfn, pgprot_t pgprot);

/**
 * vmf_insert_pfn - the same with the page protection of the area
 * @vma:  area of the fault
 * @addr: user address inside of @vma
 * @pfn:  frame to map
 *
 * Context: As vmf_insert_pfn_prot().
 * Return: As vmf_insert_pfn_prot().
 */
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr,
			  unsigned long pfn);
