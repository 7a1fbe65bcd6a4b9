/**
 * pfnmap_setup_cachemode_pfn - cache mode for one frame in a user mapping
 * @pfn:  frame to be mapped
 * @prot: in: page protection of the caller; out: the one to use
 *
 * System RAM belongs to whoever allocated it: @prot is left alone, and debug
 * kernels compare it with the direct map. For every other frame the tracked
 * mode replaces the one in @prot, as before.
 *
 * All inserting functions get this behaviour; their prototypes stay.
 *
 * Context: Any context in which the page-table lock may be taken.
 * Return: Nothing; @prot is valid afterwards.
 */
void pfnmap_setup_cachemode_pfn(unsigned long pfn, pgprot_t *prot);
