import type { Progress } from "#core/decision/decision-page.ts";
import { ProgressBar } from "#ui/progress-bar.tsx";

/** How far the cells of the current versions are. It takes one line, done or not, so that nothing below it moves. */
export function ProgressLine(props: {
  readonly progress: Progress;
  /** Whether the page shows an older, complete matrix meanwhile. */
  readonly showsOlder: boolean;
}) {
  const { done, total } = props.progress;
  if (done >= total) return <p className="progress-line">{`All ${total} cells are there.`}</p>;
  return (
    <p className="progress-line">
      <span className="count">{`pending ${done}/${total}`}</span>{" "}
      <ProgressBar label="Cells that are there" done={done} total={total} />{" "}
      {props.showsOlder ? "Below is the last complete matrix." : "Scenarios are being run."}
    </p>
  );
}
