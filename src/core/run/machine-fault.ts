/**
 * Trouble that is neither the policy's nor the reader's: the world failed by itself, or the sandbox answered something
 * that is no trace. Never a verdict; the job is tried again and the cell stays pending.
 */
export class MachineFault extends Error {
  override readonly name = "MachineFault";
}
