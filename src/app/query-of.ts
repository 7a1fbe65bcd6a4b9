/** As Next hands it to a page. */
export type SearchParams = Promise<{ readonly [name: string]: string | readonly string[] | undefined }>;

export async function queryOf(searchParams: SearchParams): Promise<URLSearchParams> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams))
    for (const one of value === undefined ? [] : [value].flat()) query.append(name, one);
  return query;
}
