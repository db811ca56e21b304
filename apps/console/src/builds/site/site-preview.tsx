import { useState } from 'react';
import { Icon, type IconName } from '../../display/icon.js';
import { Notice } from '../../display/notice.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView } from '../../wire/build-contract.js';
import { previewAddress } from '../../wire/builds-api.js';
import { sandboxFor, siteAddress } from './site-address.js';

const WIDTHS: readonly { width: 'phone' | 'full'; icon: IconName }[] = [
  { width: 'phone', icon: 'phone' },
  { width: 'full', icon: 'screen' },
];

interface SitePreviewProps {
  build: BuildView;
  /** SHA-256 of the picture of the revision that is shown; empty without one. */
  screenshot: string;
}

/** The site as it is published, in a frame of its own origin, and as the checks have seen it. */
export function SitePreview({ build, screenshot }: SitePreviewProps) {
  const { t } = useBuildWords();
  const { url, title, revision, state } = build;
  const [width, setWidth] = useState<'phone' | 'full'>('full');
  const [loads, setLoads] = useState(0);
  const site = siteAddress(url);
  return (
    <div className="site">
      {site ? (
        <section className="site-frame" data-width={width}>
          <div className="site-bar">
            <div className="segments" role="group" aria-label={t('site.width')}>
              {WIDTHS.map(({ width: name, icon }) => (
                <button
                  key={name}
                  type="button"
                  className="segment"
                  aria-pressed={name === width}
                  onClick={() => setWidth(name)}
                >
                  <Icon name={icon} size={16} /> {t(`site.${name}`)}
                </button>
              ))}
            </div>
            <a className="site-address code cut" href={site.href} target="_blank" rel="noreferrer">
              {site.host}
              {site.pathname}
            </a>
            <button
              type="button"
              className="icon-button"
              aria-label={t('site.reload')}
              title={t('site.reload')}
              onClick={() => setLoads(loads + 1)}
            >
              <Icon name="replay" />
            </button>
          </div>
          <div className="site-stage">
            <iframe
              key={`${site.href} ${revision} ${state} ${loads}`}
              src={site.href}
              title={t('site.preview', { title })}
              sandbox={sandboxFor(site, location.origin)}
              referrerPolicy="no-referrer"
              data-testid="site"
            />
          </div>
          <p className="soft site-note">{t('site.published')}</p>
        </section>
      ) : (
        <Notice icon="screen" title={t('site.none')} hint={t('site.noneHint')} />
      )}
      <Picture screenshot={screenshot} title={title} hasSite={site !== undefined} />
    </div>
  );
}

function Picture({ screenshot, title, hasSite }: { screenshot: string; title: string; hasSite: boolean }) {
  const { t } = useBuildWords();
  if (!screenshot) return hasSite ? <p className="soft site-note">{t('site.noPicture')}</p> : null;
  return (
    <figure className="site-picture">
      <img src={previewAddress(screenshot)} alt={t('site.picture', { title })} data-testid="screenshot" />
      <figcaption className="soft">{t('site.pictureOf')}</figcaption>
    </figure>
  );
}
