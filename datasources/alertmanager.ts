import { alertmanagerDatasource } from '#lib';

/** Alerts that fire, silences and routes. */
export const alertmanager = alertmanagerDatasource({
  uid: 'alertmanager',
  name: 'Alertmanager',
  url: 'http://alertmanager:9093',
});
