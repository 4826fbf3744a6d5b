/** The address of the service on the settings page, before and after what is stored has been read. */
// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, it } from 'vitest';
import { ServiceAddress } from '../../extension/options/service-address.tsx';
import { settings } from '../../extension/platform/settings.ts';

it('keeps what was typed before the stored address is read', async () => {
  const stored = 'https://lama.example';
  await settings.serviceOrigin.set(stored);
  const place = document.createElement('div');
  const inPlace = (): HTMLInputElement | null => place.querySelector<HTMLInputElement>('[name="address"]');
  render(<ServiceAddress usedBy={null} />, place);
  type(inPlace(), 'https://baru.example');
  const other = document.createElement('div');
  render(<ServiceAddress usedBy={null} />, other);
  await expect.poll(() => other.querySelector('input')?.value).toBe(stored);
  expect(inPlace()?.value).toBe('https://baru.example');
});

function type(field: HTMLInputElement | null, text: string): void {
  if (field === null) throw new Error('There is no field.');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
