import { type KeyboardEvent, useRef } from 'react';
import { useBuildWords } from '../../texts/use-build-words.js';

const TABS = ['phases', 'timeline', 'changes', 'files', 'site', 'history'] as const;
export type Tab = (typeof TABS)[number];

export const panelOf = (tab: Tab): { id: string; role: 'tabpanel'; 'aria-labelledby': string } => ({
  id: `panel-${tab}`,
  role: 'tabpanel',
  'aria-labelledby': `tab-${tab}`,
});

const steps: Record<string, (index: number) => number> = {
  ArrowRight: (index) => (index + 1) % TABS.length,
  ArrowLeft: (index) => (index + TABS.length - 1) % TABS.length,
  Home: () => 0,
  End: () => TABS.length - 1,
};

/** The parts of a build; arrows, Home and End move between them. */
export function Tabs({ tab, onChange }: { tab: Tab; onChange: (tab: Tab) => void }) {
  const { t } = useBuildWords();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = TABS[steps[event.key]?.(TABS.indexOf(tab)) ?? -1];
    if (!next) return;
    event.preventDefault();
    onChange(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div ref={list} className="tabs" role="tablist" aria-label={t('tab.label')} onKeyDown={onKeyDown}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          id={`tab-${name}`}
          className="tab"
          role="tab"
          aria-selected={name === tab}
          aria-controls={name === tab ? `panel-${name}` : undefined}
          tabIndex={name === tab ? 0 : -1}
          onClick={() => onChange(name)}
        >
          {t(`tab.${name}`)}
        </button>
      ))}
    </div>
  );
}
