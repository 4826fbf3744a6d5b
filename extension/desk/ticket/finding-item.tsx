/** One finding as everybody reads it: its sign, what is and by how much, what to do about it. */
import type { ComponentChildren } from 'preact';
import type { Severity } from '#shared/evidence/finding.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import './finding.css';

interface Props {
  severity: Severity;
  message: string;
  advice: string;
  children?: ComponentChildren;
}

export function FindingItem({ severity, message, advice, children }: Props) {
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

export function gravestFirst<F extends { severity: Severity }>(findings: readonly F[]): F[] {
  return [...findings].sort((a, b) => Number(b.severity === 'fail') - Number(a.severity === 'fail'));
}
