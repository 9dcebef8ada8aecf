# The programs of this repository for `npm run preview`: simulator, responder, and what sets the log servers up.
FROM node:20.19.5-bookworm-slim

WORKDIR /app
# What is installed changes more seldom than what is written.
COPY package.json package-lock.json .npmrc ./
# No package may run anything: those that hold machine code bring it built.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force

COPY tsconfig.json ./
COPY alerts alerts
COPY catalog catalog
COPY scripts scripts
COPY services services
COPY src src

# Volumes take their owner from the folder that they are laid over.
RUN mkdir -p /var/log/framework /var/lib/responder && chown node:node /var/log/framework /var/lib/responder
USER node
ENV NODE_ENV=production
