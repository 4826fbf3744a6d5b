/** What the file declares about itself: generative AI, an editor, a screenshot, a position typed in, a signature. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import type { PhotoFacts } from '../facts.ts';
import { type Finding, finding, type Measure } from '../finding.ts';

const EDIT_TRACES = ['editor', 'thumbnail', 'screenshot', 'typed'] as const;
type EditTrace = (typeof EDIT_TRACES)[number];

export function judgeEdits(facts: PhotoFacts, policy: EvidencePolicy['edits']): Finding[] {
  const found: Finding[] = [];
  if (facts.aiMark !== null) found.push(finding('AI_DECLARED', { mark: facts.aiMark }));
  // The signed hash goes over the metadata as well: it proves another file, not yet another picture, so a person looks.
  if (facts.credentials?.state === 'changed') found.push(finding('SIGNATURE_BROKEN'));
  const traces: EditTrace[] = [];
  const measure: Measure = {};
  if (facts.editor !== null) {
    traces.push('editor');
    measure.editor = facts.editor;
  }
  if (facts.thumbnailDifference !== null && facts.thumbnailDifference > policy.thumbnailDifference) {
    traces.push('thumbnail');
    measure.difference = Math.round(facts.thumbnailDifference);
  }
  if (facts.screenshot) traces.push('screenshot');
  if (facts.positionTyped) traces.push('typed');
  if (traces.length > 0) found.push(finding('EDIT_TRACES', { ...measure, traces }));
  return found;
}
