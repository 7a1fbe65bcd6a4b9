/**
 * vmf_insert_pages_pfnmap - map pages without references at fault time
 * @vma:   area of the fault, VM_PFNMAP and not private-writable
 * @addr:  user address of the first page
 * @pages: pages that the caller owns; a reference count of zero is fine
 * @nr:    number of pages
 * @prot:  page protection, used as it is, cache mode included
 *
 * Takes pages to be sure what it maps, and forgets them: the entries are
 * special and hold no reference. ZONE_DEVICE pages, reserved pages and free
 * pages are refused in every kernel. The memtype tracking is not asked. The
 * caller has given the direct map the mode of @prot before; debug kernels
 * compare and warn once.
 *
 * The first page decides about the result. If a later one cannot be mapped,
 * those before it stay mapped.
 *
 * Context: Process context, from a fault handler, mmap lock or VMA lock held
 *          for reading.
 * Return: VM_FAULT_NOPAGE if the first page is mapped, VM_FAULT_SIGBUS if
 *         it is refused or outside of @vma, VM_FAULT_OOM without memory.
 */
vm_fault_t vmf_insert_pages_pfnmap(struct vm_area_struct *vma,
				   unsigned long addr, struct page **pages,
				   unsigned long nr, pgprot_t prot);
