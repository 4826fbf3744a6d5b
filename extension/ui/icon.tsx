/** The signs of the product: one icon set, and the three shapes of the verdict. */
import * as lucide from 'lucide';
import { createElement } from 'preact';
import type { VerdictWord } from '#shared/evidence/finding.ts';
import { VerdictSign as Sign } from '#shared/view/marks.tsx';
import { t } from '../platform/i18n.ts';

const ICONS = {
  camera: lucide.Camera,
  check: lucide.Check,
  previous: lucide.ChevronLeft,
  next: lucide.ChevronRight,
  copy: lucide.Copy,
  cross: lucide.X,
  difference: lucide.Blend,
  down: lucide.ChevronDown,
  download: lucide.Download,
  eye: lucide.Eye,
  fill: lucide.Maximize2,
  exchange: lucide.ArrowDownUp,
  filter: lucide.ListFilter,
  fold: lucide.PanelLeftClose,
  help: lucide.CircleHelp,
  home: lucide.House,
  list: lucide.List,
  locate: lucide.LocateFixed,
  lock: lucide.LockKeyhole,
  mine: lucide.UserRound,
  minus: lucide.Minus,
  noImage: lucide.ImageOff,
  offline: lucide.WifiOff,
  pair: lucide.Columns2,
  plus: lucide.Plus,
  remove: lucide.Trash2,
  rename: lucide.Pencil,
  search: lucide.Search,
  sending: lucide.Send,
  shrink: lucide.Minimize2,
  star: lucide.Star,
  swipe: lucide.ChevronsLeftRight,
  way: lucide.Route,
  undo: lucide.Undo2,
  unfold: lucide.PanelLeftOpen,
  up: lucide.ChevronUp,
  pass: lucide.CircleCheck,
  warn: lucide.TriangleAlert,
  fail: lucide.OctagonX,
  info: lucide.ShieldCheck,
  none: lucide.CircleDashed,
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
