export { type CaseWorth, type Folded, foldGroups, type RunGrader } from './fold.js';
export { maxScoreOf } from './max-score.js';
export { createNeeds, isNeeded, type Needs } from './needs.js';
export {
  type CaseOutcome,
  type GroupRule,
  NO_SCORE,
  PASS_FAIL,
  type ScoreRule,
} from './rules.js';
export { validateGroups } from './validate.js';
