// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { ContentScriptContext } from 'wxt/utils/content-script-context';
import { followUploads } from '../../../extension/overlay/upload.ts';

it('starts a pre-check for a person, not for an event that the page has made', async () => {
  const meet = vi.fn(async () => null);
  const life = new ContentScriptContext('overlay');
  followUploads(life, { meet, unlessGone: (answer) => answer });
  document.body.innerHTML =
    '<form><input value="JK2503080001"><input type="file"><textarea>Selesai</textarea></form>';
  const change = (isTrusted: boolean): void => {
    const event = new Event('change', { bubbles: true, composed: true });
    Object.defineProperty(event, 'isTrusted', { value: isTrusted });
    document.querySelector('textarea')?.dispatchEvent(event);
  };
  change(false);
  expect(meet).not.toHaveBeenCalled();
  change(true);
  await expect.poll(() => meet).toHaveBeenCalled();
  life.abort();
});
