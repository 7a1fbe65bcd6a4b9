import { shortHash } from "#core/content-hash.ts";
import { DateTime } from "#ui/date-time.tsx";

export interface VersionEntry {
  readonly version: number;
  readonly hash: string;
  readonly publishedAt: string;
}

/** Versions, newest first; the one on this page is named and not linked. */
export function VersionList(props: {
  readonly versions: readonly VersionEntry[];
  readonly current: number;
  /** Null where single versions have no page of their own. */
  readonly addressOf: ((version: number) => string) | null;
}) {
  return (
    <ul className="versions">
      {props.versions.map((entry) => (
        <li key={entry.version}>
          {entry.version === props.current || props.addressOf === null ? (
            <strong>{`v${entry.version}`}</strong>
          ) : (
            <a href={props.addressOf(entry.version)}>{`v${entry.version}`}</a>
          )}{" "}
          <DateTime iso={entry.publishedAt} /> <code>{shortHash(entry.hash)}</code>
        </li>
      ))}
    </ul>
  );
}
