import { HomeView } from "#components/decision/home-view.tsx";
import { caller } from "#trpc/server.ts";
import { queryOf, type SearchParams } from "./query-of.ts";

export default async function Home({ searchParams }: { readonly searchParams: SearchParams }) {
  const query = await queryOf(searchParams);
  return <HomeView page={await caller.home.get({ after: query.get("after") })} />;
}
