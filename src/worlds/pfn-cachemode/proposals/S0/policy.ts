/** Today's kernel: no hook is replaced. vmf_insert_pfn_prot() takes whatever mode the tracker answers. */
export {};
