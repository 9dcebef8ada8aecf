import { alertHasComparison } from './alert-has-comparison.ts';
import { alertHasRunbook } from './alert-has-runbook.ts';
import { alertReachesSomebody } from './alert-reaches-somebody.ts';
import type { Check } from './check.ts';
import { counterIsRated } from './counter-is-rated.ts';
import { dataViewCoversItsEvents } from './data-view-covers-its-events.ts';
import { datasourceIsAVariable } from './datasource-is-a-variable.ts';
import { durationIsOne } from './duration-is-one.ts';
import { eventHasAnIndex } from './event-has-an-index.ts';
import { eventIsInAView } from './event-is-in-a-view.ts';
import { expressionIsRe2 } from './expression-is-re2.ts';
import { fieldHasOneType } from './field-has-one-type.ts';
import { gateOpensOnce } from './gate-opens-once.ts';
import { indexTemplatesHaveAnOrder } from './index-templates-have-an-order.ts';
import { inhibitionSilencesOthers } from './inhibition-silences-others.ts';
import { kibanaFieldIsKnown } from './kibana-field-is-known.ts';
import { kibanaIdIsUnique } from './kibana-id-is-unique.ts';
import { kibanaPanelHasQuestion } from './kibana-panel-has-question.ts';
import { kibanaPanelsFit } from './kibana-panels-fit.ts';
import { labelIsKnown } from './label-is-known.ts';
import { linkLeadsSomewhere } from './link-leads-somewhere.ts';
import { matcherCanMatch } from './matcher-can-match.ts';
import { metricIsKnown } from './metric-is-known.ts';
import { metricIsWellFormed } from './metric-is-well-formed.ts';
import { metricNameFollowsConventions } from './metric-name-follows-conventions.ts';
import { nameIsUnique } from './name-is-unique.ts';
import { namedResourceExists } from './named-resource-exists.ts';
import { panelHasDescription } from './panel-has-description.ts';
import { panelHasUnit } from './panel-has-unit.ts';
import { panelIdIsUnique } from './panel-id-is-unique.ts';
import { panelsDoNotOverlap } from './panels-do-not-overlap.ts';
import { pipelineCanBeRead } from './pipeline-can-be-read.ts';
import { quantileIsAShare } from './quantile-is-a-share.ts';
import { quantileKeepsLe } from './quantile-keeps-le.ts';
import { queryParses } from './query-parses.ts';
import { queryStaysUnderSampleLimit } from './query-stays-under-sample-limit.ts';
import { rateBeforeAggregation } from './rate-before-aggregation.ts';
import { rateNeedsCounter } from './rate-needs-counter.ts';
import { rateWindowCoversFourScrapes } from './rate-window-covers-four-scrapes.ts';
import { ratioAlertHasMinimum } from './ratio-alert-has-minimum.ts';
import { receiverIsUsed } from './receiver-is-used.ts';
import { recordedSeriesStaysVisible } from './recorded-series-stays-visible.ts';
import { repeatFollowsGrouping } from './repeat-follows-grouping.ts';
import { routeIsReachable } from './route-is-reachable.ts';
import { routedLabelIsCarried } from './routed-label-is-carried.ts';
import { routingIsWellFormed } from './routing-is-well-formed.ts';
import { ruleHasNoVariable } from './rule-has-no-variable.ts';
import { ruleNameTellsItsLevel } from './rule-name-tells-its-level.ts';
import { ruleReadsEarlierRules } from './rule-reads-earlier-rules.ts';
import { ruleSparesUserId } from './rule-spares-user-id.ts';
import { runbookHasAlert } from './runbook-has-alert.ts';
import { seriesFitBudget } from './series-fit-budget.ts';
import { staticLabelHidesNone } from './static-label-hides-none.ts';
import { thresholdIsABucketBound } from './threshold-is-a-bucket-bound.ts';
import { uidIsUnique } from './uid-is-unique.ts';
import { valueIsToldInItsUnit } from './value-is-told-in-its-unit.ts';
import { variableIsDefined } from './variable-is-defined.ts';
import { variableIsUsed } from './variable-is-used.ts';
import { vectorsCanMatch } from './vectors-can-match.ts';
import { waitCoversTwoEvaluations } from './wait-covers-two-evaluations.ts';

/** Every check, in the order in which problems of one query are told. */
export const checks: readonly Check[] = [
  queryParses,
  durationIsOne,
  expressionIsRe2,
  metricIsKnown,
  labelIsKnown,
  rateNeedsCounter,
  counterIsRated,
  rateBeforeAggregation,
  rateWindowCoversFourScrapes,
  quantileIsAShare,
  quantileKeepsLe,
  vectorsCanMatch,
  thresholdIsABucketBound,
  alertHasComparison,
  waitCoversTwoEvaluations,
  ratioAlertHasMinimum,
  valueIsToldInItsUnit,
  ruleHasNoVariable,
  ruleNameTellsItsLevel,
  ruleReadsEarlierRules,
  recordedSeriesStaysVisible,
  staticLabelHidesNone,
  ruleSparesUserId,
  gateOpensOnce,
  queryStaysUnderSampleLimit,
  variableIsDefined,
  variableIsUsed,
  nameIsUnique,
  uidIsUnique,
  panelIdIsUnique,
  panelsDoNotOverlap,
  panelHasDescription,
  panelHasUnit,
  datasourceIsAVariable,
  linkLeadsSomewhere,
  seriesFitBudget,
  metricIsWellFormed,
  metricNameFollowsConventions,
  routingIsWellFormed,
  routeIsReachable,
  alertReachesSomebody,
  alertHasRunbook,
  runbookHasAlert,
  receiverIsUsed,
  matcherCanMatch,
  routedLabelIsCarried,
  repeatFollowsGrouping,
  inhibitionSilencesOthers,
  kibanaFieldIsKnown,
  kibanaIdIsUnique,
  kibanaPanelsFit,
  kibanaPanelHasQuestion,
  dataViewCoversItsEvents,
  eventHasAnIndex,
  eventIsInAView,
  fieldHasOneType,
  indexTemplatesHaveAnOrder,
  namedResourceExists,
  pipelineCanBeRead,
];
