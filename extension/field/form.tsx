/** The desk's own form of a decision, over the whole of the phone, with the guided camera beside its choosing of files. */
import { useMemo, useState } from 'preact/hooks';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { type Camera, CameraContext } from '../desk/decide/camera.ts';
import { DecisionForm, useFormMeans } from '../desk/decide/forms.tsx';
import type { DeskDecision } from '../desk/model/decisions.ts';
import { beforePhotos } from '../desk/model/photos.ts';
import { draftOwner } from '../desk/state/drafts.ts';
import type { CaptureSide, StoredCapture, StoredTicket } from '../store/database.ts';
import { useLive } from '../ui/hooks.ts';
import { GuidedCamera } from './capture/camera.tsx';
import { capturedOf, capturesOf, markUsed } from './capture/commit.ts';
import { useEarlier } from './capture/earlier.ts';
import type { FieldModel } from './use-field.ts';

interface Props {
  field: FieldModel;
  ticket: StoredTicket;
  decision: DeskDecision;
  /** One like it is on its way already. */
  another: boolean;
  onClose(): void;
  onDone(): void;
}

export function FieldForm(props: Props) {
  const { store, session } = props.field;
  const { number } = props.ticket;
  const captures = useLive(
    async () => (await capturesOf(store, session.actor.id)).filter((each) => each.number === number),
    [store, number],
  );
  // A form fills in what was taken once, as it opens.
  if (captures.state !== 'ready') return null;
  return <Filled {...props} captures={captures.value} />;
}

function Filled({
  field,
  ticket,
  decision,
  another,
  onClose,
  onDone,
  captures,
}: Props & { captures: StoredCapture[] }) {
  const { means, dialog } = useFormMeans(field);
  const { camera, asked, answer } = useAsked(captures);
  const open = captures.filter(({ isUsed }) => !isUsed);
  const earlier = useEarlier(
    field.store,
    asked?.side === 'after' ? open.findLast(({ side }) => side === 'before')?.photo : undefined,
    beforePhotos(ticket.item)[0],
  );
  return (
    <div class="field-form">
      <CameraContext.Provider value={camera}>
        <DecisionForm
          {...means}
          {...{ ticket, decision, another, onClose }}
          owner={draftOwner(field.session.actor.id, ticket.number)}
          onSend={(body, files) => {
            void field.decide(ticket, body, files).then(async (isKept) => {
              if (!isKept) return;
              await markUsed(field.store, ticket.number);
              onDone();
            });
          }}
        />
      </CameraContext.Provider>
      {asked && (
        <GuidedCamera
          number={ticket.number}
          side={asked.side}
          point={ticket.item.point ?? null}
          farM={FAR_M}
          {...{ earlier }}
          onTaken={answer}
          onClose={() => answer(null)}
        />
      )}
      {dialog}
    </div>
  );
}

/** Beyond what even a coarse fix explains: there the check warns. */
const FAR_M = EVIDENCE_POLICY.location.failFloorM;

interface Asked {
  side: CaptureSide;
  answer(file: File | null): void;
}

/** The forms ask for a photo and wait; the camera answers. */
function useAsked(captures: readonly StoredCapture[]) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const camera: Camera = useMemo(() => {
    const of = (side: CaptureSide): File[] =>
      captures.filter((each) => each.side === side && !each.isUsed).map(({ photo }) => photo);
    return {
      taken: { before: of('before'), after: of('after'), field: of('field') },
      take: (side) => new Promise((resolve) => setAsked({ side, answer: resolve })),
      captured(sha256) {
        const capture = captures.find((each) => each.sha256 === sha256);
        return capture && capturedOf(capture);
      },
    };
  }, [captures]);
  return {
    camera,
    asked,
    answer(file: File | null): void {
      asked?.answer(file);
      setAsked(null);
    },
  };
}
