/** The sites on which report numbers get their marks. */
import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { t } from '../i18n.ts';
import { settings } from '../settings.ts';
import { CRM_SITE, grantable, siteOf } from '../sites.ts';
import { requestSite } from './permission.ts';

export function Sites() {
  const [sites, setSites] = useState<string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    void settings.sites.get().then(setSites);
    return settings.sites.watch(setSites);
  }, []);

  const add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const site = siteOf(String(new FormData(form).get('site')));
    if (site === null) return setFailure(t('options.sites_bad'));
    if (!(await requestSite(site))) return setFailure(t('options.sites_denied'));
    setFailure(null);
    await settings.sites.set([...new Set([...sites, site])]);
    form.reset();
  };
  const remove = async (site: string): Promise<void> => {
    await settings.sites.set(sites.filter((kept) => kept !== site));
    // The browser may hold it for the manifest's own sake; what it can give back, it gives back.
    await browser.permissions.remove({ origins: [grantable(site)] }).catch(() => false);
  };

  return (
    <>
      <p class="soft">{t('options.sites_hint')}</p>
      <ul class="options-sites">
        <li>
          <span>{display(CRM_SITE)}</span>
          <span class="soft">{t('options.sites_fixed')}</span>
        </li>
        {sites.map((site) => (
          <li key={site}>
            <span>{display(site)}</span>
            <button
              type="button"
              class="link"
              aria-label={t('options.sites_remove', display(site))}
              onClick={() => void remove(site)}
            >
              {t('options.remove')}
            </button>
          </li>
        ))}
      </ul>
      <form class="options-row" onSubmit={add}>
        <input
          name="site"
          inputMode="url"
          spellcheck={false}
          placeholder="https://"
          aria-label={t('options.sites_label')}
        />
        <button type="submit" class="button">
          {t('options.sites_add')}
        </button>
      </form>
      <p class="options-said" role="status">
        {failure}
      </p>
    </>
  );
}

function display(pattern: string): string {
  return pattern.replace(/\/\*$/, '');
}
