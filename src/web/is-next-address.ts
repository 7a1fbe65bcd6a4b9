/**
 * Whether Next answers itself: the tRPC routes, the icon, and the updates its own scripts ask for on a page. In development
 * also its files and whatever its tools ask for.
 */
export function isNextAddress(pathname: string, isPageUpdate: boolean, isDevelopment: boolean): boolean {
  if (pathname.startsWith("/api/trpc/") || pathname === "/icon.svg") return true;
  if (isPageUpdate && pathname.startsWith("/d/")) return true;
  return isDevelopment && (pathname.startsWith("/_next/") || pathname.startsWith("/__nextjs"));
}
