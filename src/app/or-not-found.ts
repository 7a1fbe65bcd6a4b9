import { notFound } from "next/navigation";

/** The value, or Next's "not found" where that is what the service answered; everything else throws on. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
