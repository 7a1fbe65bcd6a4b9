/**
 * pfnmap_setup_cachemode_pfn - cache mode for one frame in a user mapping
 * @pfn:  frame to be mapped
 * @prot: in: page protection of the caller; out: the one to use
 *
 * Looks the frame up as before. If the answer is WB, nobody has asked for
 * anything special, and @prot is left alone; any other answer replaces the
 * cache mode in @prot. Debug kernels check modes that were left alone.
 *
 * All inserting functions get this behaviour; their prototypes stay. Other
 * users of the look-up, such as remap_pfn_range() and /dev/mem, do not.
 *
 * Context: Any context in which the page-table lock may be taken.
 * Return: Nothing; @prot is valid afterwards.
 */
void pfnmap_setup_cachemode_pfn(unsigned long pfn, pgprot_t *prot);
