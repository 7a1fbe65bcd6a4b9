/**
 * Structured log lines on standard output, one JSON object each. What is logged are names, numbers and sentences of our
 * own: never a database address with its password, never a policy's text.
 */
import { destination, type Logger, pino } from "pino";

export type Log = Logger;

export const createLog = (process: "web" | "worker" | "setup", level: string): Log =>
  pino(
    {
      level,
      base: { process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ["url", "*.url", "*.connectionString", "*.password"], censor: "(hidden)" },
    },
    // Synchronous: the last line before a crash is the one that matters.
    destination({ fd: 1, sync: true }),
  );
