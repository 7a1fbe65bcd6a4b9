"use client";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProgressLine } from "#components/decision/progress-line.tsx";
import type { Progress } from "#core/decision/decision-page.ts";
import { TrpcProvider, useTRPC } from "#trpc/client.tsx";

export interface DecisionProgressProps {
  readonly slug: string;
  readonly progress: Progress;
  /** Hash of the report that the page shows, or null. */
  readonly report: string | null;
}

/**
 * The progress line, moved by the server while cells are pending. When the last one has come, the page asks for its matrix
 * again; until then it keeps the one it has. A complete decision opens no stream.
 */
export function DecisionProgress(props: DecisionProgressProps) {
  if (isComplete(props.progress)) return <ProgressLine progress={props.progress} showsOlder={false} />;
  return (
    <TrpcProvider>
      <LiveProgressLine {...props} />
    </TrpcProvider>
  );
}

const isComplete = ({ done, total }: Progress): boolean => done >= total;

function LiveProgressLine({ slug, progress, report }: DecisionProgressProps) {
  const trpc = useTRPC();
  const router = useRouter();
  // Kept here and not read from the subscription: that one forgets its data when the server ends the stream.
  const [latest, setLatest] = useState(progress);
  useSubscription(
    trpc.decision.progress.subscriptionOptions(
      { slug },
      {
        onData: ({ data }) => {
          setLatest(data);
          if (data.report !== report || isComplete(data)) router.refresh();
        },
      },
    ),
  );
  return <ProgressLine progress={latest} showsOlder={report !== null} />;
}
