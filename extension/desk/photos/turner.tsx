/** To the next and the previous photo of one side. */
import { t } from '../../platform/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import type { Side } from './picture.tsx';

interface Props {
  side: Side;
  index: number;
  of: number;
  onShow(index: number): void;
}

const WORDS = {
  before: { previous: 'desk.photos.previous_before', next: 'desk.photos.next_before' },
  after: { previous: 'desk.photos.previous', next: 'desk.photos.next' },
} as const;

export function Turner({ side, index, of, onShow }: Props) {
  if (of < 2) return null;
  return (
    <span class="turner">
      <IconButton
        icon="previous"
        label={t(WORDS[side].previous)}
        disabled={index === 0}
        onClick={() => onShow(index - 1)}
      />
      <span class="tabular">{t('desk.photos.of', { number: index + 1, all: of })}</span>
      <IconButton
        icon="next"
        label={t(WORDS[side].next)}
        disabled={index === of - 1}
        onClick={() => onShow(index + 1)}
      />
    </span>
  );
}
