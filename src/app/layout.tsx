import { headers } from "next/headers";
import type { ReactNode } from "react";
import { PAGE_HEADER } from "#core/page-header.ts";

/** The frame of every page. The address of the style sheet comes with the request: only the process knows its hash. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const style = (await headers()).get(PAGE_HEADER.style) ?? "/style-current.css";
  return (
    <html lang="en">
      <head>
        <link rel="stylesheet" href={style} />
      </head>
      <body>{children}</body>
    </html>
  );
}
