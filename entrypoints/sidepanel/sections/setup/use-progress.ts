import { useEffect, useState } from 'preact/hooks';
import { readRunId } from '@/utils/run/run-id.ts';
import type { SetupProgress } from '@/utils/run/setup-progress.ts';
import { setupItem } from '@/utils/run/setup-store.ts';

/** The stored progress of the setup and the name of this browser run; `undefined` until storage has answered. */
export function useProgress() {
  const [progress, setProgress] = useState<SetupProgress>();
  const [runId, setRunId] = useState('');
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    void Promise.all([setupItem.read(), readRunId()]).then(([stored, id]) => {
      setRunId(id);
      setProgress(stored);
    });
    // The first progress is incomplete without the run's name.
    return setupItem.watch((stored) => setProgress((current) => current && stored));
  }, []);
  const write = (next: SetupProgress) => {
    setProgress(next);
    void setupItem
      .change(() => next)
      .then(
        () => setFailed(false),
        () => setFailed(true),
      );
  };
  return { progress, runId, write, hasFailed };
}
