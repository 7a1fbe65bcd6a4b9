/**
 * pfnmap_lookup_cachemode - registered cache mode of a frame, if any
 * @pfn:  frame to look up
 * @prot: cache mode is replaced by the registered one, if there is one
 *
 * Registered is what is in the memtype tree, and System RAM whose tracking
 * bits are not WB. Untracked frames are never registered.
 *
 * Context: Any context in which the page-table lock may be taken.
 * Return: true if a registration was found and @prot was changed to it.
 */
bool pfnmap_lookup_cachemode(unsigned long pfn, pgprot_t *prot);

/**
 * pfnmap_setup_cachemode_pfn - cache mode for one frame in a user mapping
 * @pfn:  frame to be mapped
 * @prot: in: page protection of the caller; out: the one to use
 *
 * A registration wins over @prot, as before. Without one @prot is left
 * alone, and debug kernels check it.
 *
 * All inserting functions get this behaviour; their prototypes stay.
 *
 * Context: Any context in which the page-table lock may be taken.
 * Return: Nothing; @prot is valid afterwards.
 */
void pfnmap_setup_cachemode_pfn(unsigned long pfn, pgprot_t *prot);
