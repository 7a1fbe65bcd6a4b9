/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` reads the types of the whole tree; a start must not fail over those of a test.
  typescript: { ignoreBuildErrors: true },
  // Named, so that a lock file in a folder above does not move the root there.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // Loaded by Node as they are: bundling them is slow (the highlighter) or impossible (machine code).
  serverExternalPackages: ["shiki", "pino", "pg", "graphile-worker", "isolated-vm", "esbuild"],
  // The front server of src/web keeps and compresses what never changes; compressing twice would only cost time.
  compress: false,
};
export default config;
