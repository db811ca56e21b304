import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

/** Fills a pane that has nothing else to show: says why, and what to do. */
export function Notice({
  icon,
  title,
  hint,
  children,
}: {
  icon: IconName;
  title: string;
  hint?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="notice">
      <span className="notice-icon">
        <Icon name={icon} size={26} />
      </span>
      <p className="notice-title">{title}</p>
      {hint && <p className="notice-hint">{hint}</p>}
      {children}
    </div>
  );
}
