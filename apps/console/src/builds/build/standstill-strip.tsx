import { Icon } from '../../display/icon.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView, PhaseView } from '../../wire/build-contract.js';
import { siteAddress } from '../site/site-address.js';
import { soFarOf } from './so-far-of.js';
import type { BuildActions } from './use-build-actions.js';

interface StandstillStripProps {
  build: BuildView;
  phases: PhaseView[];
  resume: BuildActions['resume'];
}

/** How far a build came that does not go on, what can be seen of it, and how it goes on. */
export function StandstillStrip({ build, phases, resume }: StandstillStripProps) {
  const { t, language, reasonFor } = useBuildWords();
  const soFar = soFarOf(build, phases);
  if (!soFar) return null;
  const site = siteAddress(build.unfinishedUrl);
  const at =
    build.resumeAt && new Date(build.resumeAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <p className="strip past" data-testid="so-far">
      <span>{t(soFar.done ? 'build.soFar' : 'build.soFarNothing', soFar)}</span>
      {site && (
        <a className="link" href={site.href} target="_blank" rel="noreferrer" data-testid="unfinished-site">
          <Icon name="external" size={14} /> {t('build.unfinished')}
        </a>
      )}
      {build.state === 'paused' && (
        <>
          {at && <span>{t('build.resumeAt', { at })}</span>}
          <button
            type="button"
            className="link"
            disabled={resume.isPending}
            onClick={() => resume.mutate()}
            data-testid="resume"
          >
            <Icon name="replay" size={14} /> {t('build.resume')}
          </button>
        </>
      )}
      {resume.isError && <span role="alert">{reasonFor(resume.error)}</span>}
    </p>
  );
}
