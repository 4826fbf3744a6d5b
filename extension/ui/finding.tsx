/** One finding as desk and pre-check show it: its sign, what is and by how much, what to do. */
import type { ComponentChildren } from 'preact';
import type { Severity } from '#shared/evidence/finding.ts';
import { t } from '../platform/i18n.ts';
import { Icon } from './icon.tsx';
import './finding.css';

interface FindingProps {
  severity: Severity;
  message: string;
  advice: string;
  children?: ComponentChildren;
}

export function FindingItem({ severity, message, advice, children }: FindingProps) {
  return (
    <li class="finding">
      <span class={`sign sign-${severity}`} role="img" aria-label={t(`desk.severity.${severity}`)}>
        <Icon name={severity} />
      </span>
      <div>
        <p class="finding-what">{message}</p>
        <p class="soft">{advice}</p>
        {children}
      </div>
    </li>
  );
}
