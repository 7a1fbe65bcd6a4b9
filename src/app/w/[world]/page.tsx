import { orNotFound } from "#app/or-not-found.ts";
import { WorldView } from "#components/world/world-view.tsx";
import { caller } from "#trpc/server.ts";

export default async function World({ params }: { readonly params: Promise<{ readonly world: string }> }) {
  const { world } = await params;
  return <WorldView page={await orNotFound(caller.world.get({ name: world }))} />;
}
