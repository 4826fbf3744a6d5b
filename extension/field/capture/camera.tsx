/**
 * The guided camera: the live picture with the earlier photo laid faintly over it, how far the point is, and at the press
 * a photo that is kept, and committed before it is sent.
 */
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { Report } from '#shared/contract/ticket.ts';
import { distance } from '#shared/words/number.ts';
import { language, t } from '../../platform/i18n.ts';
import type { CaptureSide, StoredCapture } from '../../store/database.ts';
import { isQuotaError } from '../../store/photos.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { COARSE_M } from '../place.tsx';
import { type Position, usePosition, wayTo } from '../position.ts';
import { keepCapture, stockNonces } from './commit.ts';
import { LoopContext } from './means.ts';
import './camera.css';

type Point = NonNullable<Report['point']>;

interface Props {
  number: string;
  side: CaptureSide;
  point: Point | null;
  /** Address of the photo whose standpoint is looked for; null where there is none. */
  earlier: string | null;
  /** Further from the point than this it has to be explained. Metres. */
  farM: number;
  onTaken(file: File): void;
  onClose(): void;
}

export function GuidedCamera(props: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isAllowed, setAllowed] = useState<boolean | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
    void wasAllowed().then(setAllowed);
  }, []);
  return (
    <dialog
      ref={dialog}
      class="camera"
      aria-label={t(`field.camera.title.${props.side}`)}
      onClose={props.onClose}
    >
      {isAllowed === false && <Why onAllow={() => setAllowed(true)} onClose={props.onClose} />}
      {isAllowed === true && <Viewfinder {...props} />}
    </dialog>
  );
}

/** Whether both were allowed before: then nothing has to be explained again. */
async function wasAllowed(): Promise<boolean> {
  const names = ['camera', 'geolocation'];
  const states = await Promise.all(
    names.map((name) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        () => 'prompt',
      ),
    ),
  );
  return states.every((state) => state === 'granted');
}

function Why({ onAllow, onClose }: { onAllow(): void; onClose(): void }) {
  return (
    <div class="camera-why">
      <p>{t('field.camera.why_camera')}</p>
      <p>{t('field.camera.why_place')}</p>
      <Button look="button button-main" autofocus onClick={onAllow}>
        {t('field.camera.allow')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </div>
  );
}

function Viewfinder({ number, side, point, earlier, farM, onTaken, onClose }: Props) {
  const context = useContext(LoopContext);
  const { position } = usePosition(true);
  const { video, state } = useCamera();
  const [isOver, setOver] = useState(true);
  const [taken, setTaken] = useState<StoredCapture | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<'worker.storage_full' | 'worker.broken' | null>(null);
  useEffect(() => {
    if (context) void stockNonces(context);
  }, [context]);
  const take = async (): Promise<void> => {
    if (!context || !video.current || busy) return;
    setBusy(true);
    try {
      const photo = await pictureOf(video.current, `${side}-${Date.now()}.jpg`);
      const fix = position.state === 'known' ? position.fix : null;
      setTaken(await keepCapture(context, { number, side, photo, fix }));
      setFault(null);
    } catch (error) {
      setFault(isQuotaError(error) ? 'worker.storage_full' : 'worker.broken');
    } finally {
      setBusy(false);
    }
  };
  if (taken) return <Review {...{ taken, point, farM, onTaken }} onAgain={() => setTaken(null)} />;
  return (
    <>
      <div class="camera-picture">
        <video ref={video} autoplay playsInline muted aria-label={t('field.camera.live')} />
        {earlier !== null && isOver && <img class="camera-over" src={earlier} alt="" />}
      </div>
      {state === 'denied' || fault !== null ? (
        <p class="camera-guide sign-fail" role="alert">
          {t(fault ?? 'field.camera.denied')}
        </p>
      ) : (
        <Guide {...{ position, point, farM }} />
      )}
      <div class="camera-tools">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        {state !== 'denied' && (
          <Button look="button button-main" disabled={state !== 'live' || busy} onClick={() => void take()}>
            <Icon name="camera" /> {t('field.camera.take')}
          </Button>
        )}
        {earlier !== null && state !== 'denied' && (
          <Button aria-pressed={isOver} onClick={() => setOver(!isOver)}>
            {t('field.camera.over')}
          </Button>
        )}
      </div>
    </>
  );
}

/** Open for as long as this is shown; the light beside the lens goes out with it. */
function useCamera() {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'waiting' | 'live' | 'denied'>('waiting');
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    const end = (): void => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const wish = { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1440 } };
    navigator.mediaDevices.getUserMedia({ video: wish, audio: false }).then(
      async (opened) => {
        stream = opened;
        if (gone || !video.current) return end();
        video.current.srcObject = opened;
        await video.current.play();
        if (!gone) setState('live');
      },
      () => gone || setState('denied'),
    );
    return () => {
      gone = true;
      end();
    };
  }, []);
  return { video, state };
}

const QUALITY = 0.9;

/** A canvas writes no metadata: what is said of place and time is committed, not stamped. */
async function pictureOf(video: HTMLVideoElement, name: string): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('the camera gave no picture');
  return new File([blob], name, { type: blob.type });
}

/** How far, and how well that is known, in a plain word each. */
function Guide({ position, point, farM }: { position: Position; point: Point | null; farM: number }) {
  const locale = language();
  if (position.state !== 'known') {
    return (
      <p class="camera-guide" role="status">
        {position.state === 'off' ? '' : t(`field.camera.state.${position.state}`)}
      </p>
    );
  }
  const { accuracyM } = position.fix;
  const accuracy = distance(accuracyM, locale);
  const away = point ? wayTo(position.fix, point).distanceM : null;
  const tone = (away !== null && away > farM) || accuracyM > COARSE_M ? 'warn' : 'pass';
  return (
    <p class={`camera-guide sign-${tone}`} role="status">
      {away === null
        ? t('field.camera.no_point')
        : t(away > farM ? 'field.camera.far' : 'field.camera.near', {
            distance: distance(away, locale),
          })}{' '}
      {t(accuracyM > COARSE_M ? 'field.place.coarse' : 'field.place.accuracy', { accuracy })}
    </p>
  );
}

interface ReviewProps extends Pick<Props, 'point' | 'farM' | 'onTaken'> {
  taken: StoredCapture;
  onAgain(): void;
}

function Review({ taken, point, farM, onTaken, onAgain }: ReviewProps) {
  const { photo, place, committed } = taken;
  const [url] = useState(() => URL.createObjectURL(photo));
  useEffect(() => () => URL.revokeObjectURL(url), []);
  const away = place && point ? wayTo(place, point).distanceM : null;
  return (
    <>
      <div class="camera-picture">
        <img src={url} alt={t('field.camera.taken')} />
      </div>
      <p class="camera-guide" role="status">
        {away !== null &&
          t(away > farM ? 'field.camera.far' : 'field.camera.near', {
            distance: distance(away, language()),
          })}{' '}
        {t(`field.camera.mark.${vouched(place !== null, committed)}`)}
      </p>
      <div class="camera-tools">
        <Button onClick={onAgain}>{t('field.camera.again')}</Button>
        <Button look="button button-main" autofocus onClick={() => onTaken(photo)}>
          <Icon name="check" /> {t('field.camera.use')}
        </Button>
      </div>
    </>
  );
}

/** `kept`: to be told later, and then without the mark of trust. */
function vouched(
  isPlaced: boolean,
  committed: StoredCapture['committed'],
): 'no_place' | 'kept' | 'committed' | 'doubted' {
  if (!isPlaced) return 'no_place';
  if (committed === null) return 'kept';
  return committed.trusted ? 'committed' : 'doubted';
}
