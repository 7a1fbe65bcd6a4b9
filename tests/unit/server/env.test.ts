import { expect, test } from "vitest";
import { EnvironmentInvalid, readEnvironment } from "#server/env.ts";

const DATABASE_URL = "postgresql://somebody:secret@127.0.0.1:5432/bakeoff";
const sentenceOf = (variables: Record<string, string>): string => {
  try {
    readEnvironment(variables);
    return "";
  } catch (error) {
    if (error instanceof EnvironmentInvalid) return error.message;
    throw error;
  }
};

test("a database address is enough; everything else has a standard", () => {
  expect(readEnvironment({ DATABASE_URL })).toEqual({
    DATABASE_URL,
    HOST: "127.0.0.1",
    PORT: 3000,
    BASE_URL: "http://127.0.0.1:3000",
    LOG_LEVEL: "info",
    SANDBOX_CHILDREN: 2,
    DATABASE_CONNECTIONS: 10,
    BAKEOFF_DEV: false,
  });
});

test("the base address follows host and port, with brackets around numbers of the sixth version", () => {
  expect(readEnvironment({ DATABASE_URL, HOST: "::1", PORT: "8080" }).BASE_URL).toBe("http://[::1]:8080");
  expect(readEnvironment({ DATABASE_URL, HOST: "0.0.0.0" }).BASE_URL).toBe("http://127.0.0.1:3000");
  expect(readEnvironment({ DATABASE_URL, BASE_URL: "https://bakeoff.example" }).BASE_URL).toBe(
    "https://bakeoff.example",
  );
});

test("a variable that is set to nothing counts as absent", () => {
  expect(readEnvironment({ DATABASE_URL, PORT: "", LOG_LEVEL: "" })).toMatchObject({ PORT: 3000, LOG_LEVEL: "info" });
});

test("each wrong variable has one sentence that names it and says what would be right", () => {
  const wrong = { PORT: "many", LOG_LEVEL: "loud", BASE_URL: "https://bakeoff.example/", SANDBOX_CHILDREN: "0" };
  const sentences = sentenceOf(wrong).split("\n");
  expect(sentences).toHaveLength(5);
  for (const name of ["DATABASE_URL", ...Object.keys(wrong)]) {
    expect(sentences.filter((sentence) => sentence.startsWith(`${name} must be `))).toHaveLength(1);
  }
});

test("a wrong value is never repeated, since it may hold a password", () => {
  expect(sentenceOf({ DATABASE_URL: "mysql://somebody:secret@host/x" })).not.toContain("secret");
});
