import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Api, PlatformProbe, Program, Route } from '../model.ts';

/** Judges whether a program answers the two questions of its platform, and whether the platform asks where it answers. */
export const judge: Judge<Api> = ({ programs, platformProbes }) => {
  const serving = programs.filter(({ serves }) => serves);
  const routes = serving.flatMap((program) => program.routes);
  // Where code is not read, a route may stand there.
  const wired = serving.every(({ readable }) => readable) && routes.length > 0 ? platformProbes : [];
  return [...serving.flatMap(judgeProgram), ...wired.flatMap((probe) => judgeProbe(probe, routes))];
};

const judgeProgram = ({ name, readable, language, probes, at }: Program): readonly Judgement[] => {
  const subject = `health of ${name}`;
  if (!readable) {
    return [
      {
        outcome: 'unknown',
        message: `The program in ${name} is written in ${language}, which is not read here.`,
        at: [at],
        subject,
      },
    ];
  }
  const reaching = probes.live.filter(({ reaches }) => reaches.length > 0);
  if (reaching.length > 0) {
    return reaching.map((route) => ({
      outcome: 'fail',
      message: `${route.path} tells whether the process lives, but calls ${route.reaches.join(', ')}: when that is slow, the platform restarts every instance.`,
      at: [route.at],
      subject: `${route.path} of ${name}`,
    }));
  }
  const lacks = [
    ...(probes.live.length === 0 ? ['a liveness path (/livez) that calls nothing outside the process'] : []),
    ...(probes.ready.length === 0 ? ['a readiness path of its own (/readyz)'] : []),
  ];
  if (lacks.length > 0) {
    const place = probes.live[0]?.at ?? probes.ready[0]?.at ?? at;
    return [{ outcome: 'fail', message: `The program in ${name} lacks ${lacks.join(' and ')}.`, at: [place], subject }];
  }
  const paths = [...probes.live, ...probes.ready].map(({ path }) => path).join(', ');
  return [{ outcome: 'pass', message: `The program in ${name} answers its platform at ${paths}.`, at: [at], subject }];
};

/** A router may be mounted below a prefix that its routes do not know. */
const judgeProbe = ({ path, at }: PlatformProbe, routes: readonly Route[]): readonly Judgement[] => {
  const asked = path.replace(/\?.*$/, '').replace(/\/$/, '');
  const served = routes.some(
    (route) => asked === route.path.replace(/\/$/, '') || (route.path !== '/' && asked.endsWith(route.path)),
  );
  return served
    ? []
    : [
        {
          outcome: 'fail',
          message: `The platform asks ${path}, which no route answers: it would never send traffic, or restart without end.`,
          at: [at],
          subject: `probe ${path} in ${at.path}`,
        },
      ];
};
