import { createServer } from "node:net";

/** One sentence where the web could not listen there, or null. Asked before anything slow is done. */
export function findPortProblem(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => {
      const code = "code" in error ? error.code : "";
      if (code === "EADDRINUSE")
        resolve(`Port ${port} is in use by another program: stop it, or choose another with PORT=${port + 1}.`);
      else if (code === "EACCES")
        resolve(`Port ${port} needs more rights than this user has: choose another with PORT=3000.`);
      else resolve(`Cannot listen on ${host} port ${port} (${error.message}): HOST and PORT choose another address.`);
    });
    server.listen({ host, port }, () => server.close(() => resolve(null)));
  });
}
