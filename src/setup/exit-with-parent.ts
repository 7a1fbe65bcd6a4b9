/**
 * Loaded into the web and the worker before their own code when `start.ts` runs them: when the start is gone (killed, or
 * its terminal closed) the channel to it breaks, and the process ends as it would on SIGTERM instead of living on unseen.
 * What they start in turn inherits this file as an option of Node, and has a channel of another kind: it is left alone.
 */
if (process.env["BAKEOFF_START_PID"] === String(process.ppid)) {
  process.channel?.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
