/**
 * vm_insert_pages_pgprot - map refcounted pages with a given protection
 * @vma:   area, must be VM_MIXEDMAP
 * @addr:  user address of the first page
 * @pages: pages to map, each with a reference, none anonymous or typed
 * @num:   in: number of pages; out: number of pages that were not mapped
 * @prot:  page protection, used as it is, cache mode included
 *
 * Every entry holds a reference to its page and counts as a mapping of it;
 * both go away when the entry does. The memtype tracking is not asked. The
 * caller guarantees that all other mappings of the pages, the direct map
 * first, have the cache mode of @prot; debug kernels compare and warn.
 *
 * Pages without a reference of their own, such as the later pages of a
 * block that is not compound, are not accepted.
 *
 * Context: Process context, from a fault handler or mmap.
 * Return: 0 if all pages were mapped, -EINVAL for a page that may not be
 *         mapped this way, -EBUSY if an entry is there already, -ENOMEM,
 *         -EFAULT if the range is outside of @vma.
 */
int vm_insert_pages_pgprot(struct vm_area_struct *vma, unsigned long addr,
			   struct page **pages, unsigned long *num,
			   pgprot_t prot);
