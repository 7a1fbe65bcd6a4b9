/** The switches a scenario may set. The first value of each is the default; together they are the machine of the discussion. */
import type { ConfigSwitch } from "#world-kit/define-world.ts";

export const CONFIG = {
  arch: {
    about:
      "Architecture. Only x86 tracks PFN mappings; elsewhere the generic stubs change nothing. x86_32 has highmem.",
    values: ["x86_64", "x86_32", "arm64"],
  },
  pat: { about: "Page attribute table of the CPU, off as with the parameter nopat.", values: ["on", "off"] },
  mtrr: {
    about:
      "What firmware put into the MTRRs. typical: RAM is WB, BARs and the ISA hole are UC. bars-wb: BARs are WB too, so that a WB entry on a BAR is really cached.",
    values: ["typical", "bars-wb"],
  },
  cpu: {
    about:
      "legacy: no self-snoop, writes clean lines back. self-snoop: keeps coherency across aliases and never writes back a clean line.",
    values: ["legacy", "self-snoop"],
  },
  device: { about: "Whether the DMA engine of the device snoops the CPU caches.", values: ["no-snoop", "snoop"] },
  debug: { about: "A debug kernel runs the debug checks of the interface.", values: ["on", "off"] },
  check: {
    about:
      "What the debug check looks at. dm: the direct map of System RAM. pgmt: the tracker (page bits of System RAM, tree entry of other frames). both, or none.",
    values: ["dm", "none", "pgmt", "both"],
  },
  kernel: {
    about:
      "Generation of the tree. Here it decides whether p2pdma pages have a reference before they are allocated: none as measured on 7.3, one as measured on 6.1 and 6.12.",
    values: ["6.16+", "pre-6.16"],
  },
} as const satisfies { readonly [name: string]: ConfigSwitch };

export type Config = { readonly [K in keyof typeof CONFIG]: (typeof CONFIG)[K]["values"][number] };
