/** The three files of a proposal -> a checked proposal. Every problem names its file, line and column. */
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Failure } from "#core/error-code.ts";
import { ownMember } from "#core/own-member.ts";
import type { ProposalDocument, ProposalSource } from "#core/proposal/proposal.ts";
import { fail, ok, type Result } from "#core/result.ts";
import type { WorldManifest } from "#core/world/world-manifest.ts";
import type { Located } from "#core/yaml/located.ts";
import { Problems } from "#core/yaml/problems.ts";
import { readText } from "#core/yaml/read-text.ts";
import { readYamlFile, valuesOf } from "#core/yaml/yaml-file.ts";

export interface ProposalFiles {
  /** `proposal.yaml` */
  readonly document: string;
  /** `interface.h` */
  readonly interface: string;
  /** `policy.ts` */
  readonly policy: string;
}
const INTERFACE_BYTES = 32_768;
const POLICY_BYTES = 65_536;

/** `folder` stands before the file names in problems: `proposals/O4/`, or nothing. */
export function parseProposal(
  files: ProposalFiles,
  manifest: WorldManifest,
  folder = "",
): Result<ProposalSource, Failure> {
  const problems = new Problems(`${folder}proposal.yaml`);
  const document = parseDocument(files.document, manifest, problems);
  const texts = [
    checkText(files.interface, `${folder}interface.h`, INTERFACE_BYTES, 1),
    checkText(files.policy, `${folder}policy.ts`, POLICY_BYTES, 0),
  ];
  const found = [problems, ...texts].find(({ count }) => count > 0);
  if (found === undefined && document !== null)
    return ok({ document, interface: files.interface, policy: files.policy });
  const failure = (found ?? problems).toFailure();
  return fail({ ...failure, problems: [problems, ...texts].flatMap((each) => each.list()) });
}

function checkText(text: string, file: string, maxBytes: number, min: number): Problems {
  const problems = new Problems(file);
  const place = { line: 1, column: 1 };
  if (text.length < min) problems.add(place, "the file is empty");
  if (utf8ToBytes(text).length > maxBytes) problems.add(place, `the file has more than ${maxBytes} bytes`);
  if (text.includes("\0") || !text.isWellFormed())
    problems.add(place, "the file must be Unicode without NUL characters");
  return problems;
}

const REQUIRED = ["key", "title", "summary", "author", "contract", "not_covered"];

function parseDocument(text: string, manifest: WorldManifest, problems: Problems): ProposalDocument | null {
  const root = readYamlFile(text, "a proposal", REQUIRED, ["origin", "assisted_by"], problems);
  if (root === null) return null;
  const read = valuesOf(root, problems);
  const document: ProposalDocument = {
    key: read.text("key", 8),
    title: read.text("title", 120),
    summary: read.text("summary", 2000),
    author: read.text("author", 200),
    origin: read.texts("origin", 32, 500),
    assistedBy: read.texts("assisted_by", 16, 200),
    contract: parseContract(read.value("contract"), manifest, problems),
    notCovered: read.texts("not_covered", 32, 500),
  };
  if (document.key !== "" && !/^[A-Za-z][A-Za-z0-9]{0,7}$/.test(document.key))
    problems.add(read.place("key"), `key wants a letter, then letters and digits, at most 8, not "${document.key}"`);
  if (read.value("not_covered") !== undefined && document.notCovered.length === 0)
    problems.add(
      read.place("not_covered"),
      "not_covered wants at least one sentence: what the proposal does not cover",
    );
  return document;
}

function parseContract(
  value: Located | undefined,
  manifest: WorldManifest,
  problems: Problems,
): ProposalDocument["contract"] {
  const contract: ProposalDocument["contract"] = {};
  if (value === undefined) return contract;
  if (value.kind !== "map") {
    problems.add(value.place, "contract wants the world's dimensions, each with a text");
    return contract;
  }
  for (const { key, keyPlace, value: text } of value.entries) {
    if (ownMember(manifest.dimensions, key) === undefined)
      problems.unknown(keyPlace, "dimension", key, Object.keys(manifest.dimensions));
    else contract[key] = readText(text, key, 400, problems);
  }
  return contract;
}
