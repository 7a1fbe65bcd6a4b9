import { handleRequest } from "#server/api/handle-request.ts";

export const dynamic = "force-dynamic";
export const GET = handleRequest;
export const POST = handleRequest;
