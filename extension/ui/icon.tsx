/** The signs of the product: one icon set, and the three shapes of the verdict. */
import {
  Blend,
  Check,
  ChevronLeft,
  ChevronRight,
  ChevronsLeftRight,
  ChevronUp,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  Columns2,
  Copy,
  Download,
  ImageOff,
  List,
  ListFilter,
  LockKeyhole,
  Maximize2,
  Minimize2,
  Minus,
  OctagonX,
  Pencil,
  Plus,
  Search,
  Send,
  Star,
  Trash2,
  TriangleAlert,
  Undo2,
  WifiOff,
  X,
} from 'lucide';
import { createElement } from 'preact';
import type { VerdictWord } from '#shared/evidence/finding.ts';
import { VerdictSign as Sign } from '#shared/view/marks.tsx';
import { t } from '../platform/i18n.ts';

const ICONS = {
  check: Check,
  previous: ChevronLeft,
  next: ChevronRight,
  copy: Copy,
  cross: X,
  difference: Blend,
  download: Download,
  fill: Maximize2,
  filter: ListFilter,
  help: CircleHelp,
  list: List,
  lock: LockKeyhole,
  minus: Minus,
  noImage: ImageOff,
  offline: WifiOff,
  pair: Columns2,
  plus: Plus,
  remove: Trash2,
  rename: Pencil,
  search: Search,
  sending: Send,
  shrink: Minimize2,
  star: Star,
  swipe: ChevronsLeftRight,
  undo: Undo2,
  up: ChevronUp,
  pass: CircleCheck,
  warn: TriangleAlert,
  fail: OctagonX,
  none: CircleDashed,
} as const;

export type IconName = keyof typeof ICONS;

/** Decoration: what it means stands beside it, or in the label of the control it is in. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {ICONS[name].map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  );
}

/** The verdict by its shape of this icon set. */
export function VerdictSign({ verdict, size = 16 }: { verdict: VerdictWord | null; size?: number }) {
  const name = verdict ?? 'none';
  return (
    <Sign verdict={verdict} label={t(`common.verdict.${name}`)}>
      <Icon name={name} size={size} />
    </Sign>
  );
}
