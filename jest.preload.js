// Loads Nest before any CommonJS add-on requires it: otherwise such specs fail with a require cycle.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
