/** A photo that the service cannot show says why, in the service's words, and can be asked for again. */
// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, it, vi } from 'vitest';
import { NoPicture } from '../../../extension/desk/photos/picture.tsx';

it('shows the words in its place and asks again', () => {
  const again = vi.fn();
  const place = document.createElement('div');
  const photo = { id: 'a', kind: 'after' } as const;
  const picture = { state: 'lost', why: 'Berkasnya di server diubah.', again } as const;
  render(<NoPicture number="JK2503100001" shot={{ photo, index: 0 }} picture={picture} />, place);
  expect(place.textContent).toContain('Berkasnya di server diubah.');
  place.querySelector('button')?.click();
  expect(again).toHaveBeenCalledOnce();
});
