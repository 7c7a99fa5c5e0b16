import { useEffect, useState } from 'preact/hooks';
import { readRunId } from '@/utils/run/run-id.ts';
import type { SetupProgress } from '@/utils/run/setup-progress.ts';
import { readSetup, watchSetup, writeSetup } from '@/utils/run/setup-store.ts';

export interface StoredProgress {
  /** `undefined` until storage has answered. */
  progress: SetupProgress | undefined;
  /** The name of this browser run (`utils/run/run-id.ts`). */
  runId: string;
  /** Shows and stores a progress. */
  write: (progress: SetupProgress) => void;
  /** Storage has refused the last write. */
  hasFailed: boolean;
}

/** The stored progress of the setup, as any extension page changes it. */
export function useProgress(): StoredProgress {
  const [progress, setProgress] = useState<SetupProgress>();
  const [runId, setRunId] = useState('');
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    void Promise.all([readSetup(), readRunId()]).then(([stored, id]) => {
      setRunId(id);
      setProgress(stored);
    });
    // The first progress is incomplete without the run's name.
    return watchSetup((stored) => setProgress((current) => current && stored));
  }, []);
  const write = (next: SetupProgress) => {
    setProgress(next);
    writeSetup(next).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  };
  return { progress, runId, write, hasFailed };
}
