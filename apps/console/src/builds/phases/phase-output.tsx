import { useLayoutEffect, useRef } from 'react';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { PhaseView } from '../../wire/build-contract.js';

/** Within this much of its end, the reader is taken along as it grows. */
const NEAR_PX = 40;

/** The end of what an agent writes, as it comes. */
export function PhaseOutput({ phase: { outputTail, state } }: { phase: PhaseView }) {
  const { t } = useBuildWords();
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (box.current && isAtEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [outputTail]);
  if (outputTail === '' && state !== 'running') return null;
  return (
    <>
      <h3>{t('phase.output')}</h3>
      <pre
        ref={box}
        className="output"
        tabIndex={0}
        role="region"
        aria-label={t('phase.output')}
        data-testid="output"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
        }}
      >
        {outputTail || t('phase.noOutput')}
      </pre>
    </>
  );
}
