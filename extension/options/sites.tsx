/** The sites on which report numbers get their marks: added, removed, and each with a switch of its own. */
import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { here } from '#shared/city/here.ts';
import { t } from '../platform/i18n.ts';
import { settings } from '../platform/settings.ts';
import { grantable, siteOf } from '../platform/sites.ts';
import { Button } from '../ui/button.tsx';
import { useSetting } from '../ui/hooks.ts';
import { requestSite } from './permission.ts';

export function Sites() {
  const [sites, storeSites] = useSetting(settings.sites);
  const [off, storeOff] = useSetting(settings.sitesOff);
  const [failure, setFailure] = useState<string | null>(null);
  if (sites === null || off === null) return null;

  const add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const site = siteOf(String(new FormData(form).get('site')));
    if (site === null) return setFailure(t('options.sites_bad'));
    if (!(await requestSite(site))) return setFailure(t('options.sites_denied'));
    setFailure(null);
    storeSites([...new Set([...sites, site])]);
    form.reset();
  };
  const remove = async (site: string): Promise<void> => {
    storeSites(sites.filter((kept) => kept !== site));
    // Added again one day, it begins switched on.
    storeOff(off.filter((kept) => kept !== site));
    // The browser may hold it for the manifest's own sake; what it can give back, it gives back.
    await browser.permissions.remove({ origins: [grantable(site)] }).catch(() => false);
  };
  const turn = (site: string, on: boolean): void => {
    storeOff(on ? off.filter((kept) => kept !== site) : [...new Set([...off, site])]);
  };

  return (
    <>
      <p class="soft">{t('options.sites_hint')}</p>
      <ul class="options-sites">
        {[...here().sites, ...sites].map((site) => (
          <li key={site}>
            <label>
              <input
                type="checkbox"
                checked={!off.includes(site)}
                onChange={(event) => turn(site, event.currentTarget.checked)}
              />
              {display(site)}
            </label>
            {here().sites.includes(site) ? (
              <span class="soft">{t('options.sites_fixed')}</span>
            ) : (
              <Button
                look="link"
                aria-label={t('options.sites_remove', { site: display(site) })}
                onClick={() => void remove(site)}
              >
                {t('options.remove')}
              </Button>
            )}
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
      <p class="options-said" role="status" data-good={false}>
        {failure}
      </p>
    </>
  );
}

function display(pattern: string): string {
  return pattern.replace(/\/\*$/, '');
}
