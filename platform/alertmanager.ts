import { type AlertmanagerServer, env } from '#lib';

/** The Alertmanager of one environment. Its secrets are files that the deployment mounts. */
export const alertmanager: AlertmanagerServer = {
  externalUrl: 'http://alertmanager:9093',
  secrets: '/etc/alertmanager/secrets',
  resolveTimeout: '5m',
  retention: '120h',
  mail: {
    smarthost: 'smtp.example.com:587',
    from: 'monitoring@example.com',
    user: 'monitoring',
    password: env('SMTP_PASSWORD'),
  },
};
