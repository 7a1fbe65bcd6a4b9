/**
 * vmf_insert_pfn_prot - map one page frame with the caller's protection
 * @vma:    area of the fault, VM_PFNMAP or VM_MIXEDMAP
 * @addr:   user address inside of @vma
 * @pfn:    frame to map, with or without a struct page
 * @pgprot: page protection, used as it is, cache mode included
 *
 * The memtype tracking is not asked. The caller answers for every other
 * mapping of @pfn: the direct map of System RAM, kernel mappings and
 * reservations of device memory. Use vmf_insert_pfn() to have the tracked
 * mode applied.
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
 * vmf_insert_pfn - map one page frame with its tracked cache mode
 * @vma:  area of the fault
 * @addr: user address inside of @vma
 * @pfn:  frame to map
 *
 * The cache mode in the protection of @vma is replaced by the tracked one.
 *
 * Context: As vmf_insert_pfn_prot().
 * Return: As vmf_insert_pfn_prot().
 */
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr,
			  unsigned long pfn);
