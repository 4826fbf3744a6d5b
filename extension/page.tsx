/** Draws an extension page in the officer's language and theme, and anew when either is changed. */
import { type ComponentType, h, render } from 'preact';
import { language, onWordsChange, startWords, t } from './i18n.ts';
import { startTheme } from './style/theme.ts';
import '#shared/style/tokens.css';
import './style/base.css';

export async function mountPage(View: ComponentType, title: () => string): Promise<void> {
  const root = document.getElementById('app');
  if (!root) throw new Error('the page has no #app');
  await Promise.all([startTheme(document.documentElement), startWords()]);
  const draw = (): void => {
    document.documentElement.lang = language();
    document.title = title();
    render(h(View, {}), root);
  };
  onWordsChange(draw);
  draw();
}

/** For pages that are named by the product alone. */
export function productName(): string {
  return t('extension_name');
}
