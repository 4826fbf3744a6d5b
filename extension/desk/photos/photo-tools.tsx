/** Above the photos: how they are compared, how near, and whether they fill the window. */
import { t } from '../../platform/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { keyLabel } from '../model/keys.ts';
import { COMPARISONS, type Comparison, WHOLE, zoomAt } from '../model/photo-view.ts';
import { useKeyMap } from '../state/keyboard.ts';
import type { Evidence } from './use-evidence.ts';

const STEP = 1.6;
const MIDDLE = { x: 0, y: 0 };

const ICONS: Record<Comparison, IconName> = { pair: 'pair', swipe: 'swipe', difference: 'difference' };

/** How two photos are looked at; without `fill` they have all the room there is. */
type Tools = Pick<Evidence, 'view' | 'setView' | 'comparison' | 'compare' | 'comparable'> &
  Partial<Pick<Evidence, 'filling' | 'fill'>>;

export function PhotoTools({ evidence }: { evidence: Tools }) {
  const { view, setView, filling = false, fill } = evidence;
  return (
    <div class="photo-tools">
      {evidence.comparable && <Comparisons evidence={evidence} />}
      <fieldset
        class="zoom"
        aria-label={t('desk.photos.zoom', { zoom: `${Math.round(view.scale * 100)} %` })}
      >
        <Tool
          label={t('desk.photos.zoom_out')}
          icon="minus"
          onPress={() => setView(zoomAt(view, 1 / STEP, MIDDLE))}
        />
        <button
          type="button"
          class="zoom-whole"
          title={t('desk.photos.zoom_reset')}
          disabled={view.scale === 1}
          onClick={() => setView(WHOLE)}
        >
          {Math.round(view.scale * 100)} %
        </button>
        <Tool
          label={t('desk.photos.zoom_in')}
          icon="plus"
          onPress={() => setView(zoomAt(view, STEP, MIDDLE))}
        />
      </fieldset>
      {fill && <FillButton {...{ filling, fill }} />}
    </div>
  );
}

function FillButton({ filling, fill }: Pick<Evidence, 'filling' | 'fill'>) {
  const { fill: key } = useKeyMap();
  const words = t(filling ? 'desk.photos.fill_end' : 'desk.photos.fill');
  return (
    <IconButton
      icon={filling ? 'shrink' : 'fill'}
      label={words}
      aria-pressed={filling}
      aria-keyshortcuts={key ?? undefined}
      title={withKey(words, key)}
      onClick={() => fill(!filling)}
    />
  );
}

function Comparisons({ evidence }: { evidence: Pick<Evidence, 'comparison' | 'compare'> }) {
  const keyMap = useKeyMap();
  return (
    <fieldset class="segments" aria-label={t('desk.photos.compare')}>
      {COMPARISONS.map((each) => {
        const words = t(`desk.photos.compare_${each}`);
        const key = each === 'pair' ? null : keyMap[each];
        return (
          <button
            key={each}
            type="button"
            aria-pressed={evidence.comparison === each}
            aria-keyshortcuts={key ?? undefined}
            title={withKey(words, key)}
            onClick={() => evidence.compare(each)}
          >
            <Icon name={ICONS[each]} />
            <span class="segment-words">{words}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

function withKey(words: string, key: string | null): string {
  return key === null ? words : `${words} (${keyLabel(key)})`;
}

function Tool({ label, icon, onPress }: { label: string; icon: IconName; onPress(): void }) {
  return <IconButton icon={icon} label={label} title={label} onClick={onPress} />;
}
