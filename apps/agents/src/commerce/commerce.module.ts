import { Module } from '@nestjs/common';
import { CartTools } from './cart.tools.js';
import { CartsRepository } from './carts.repository.js';
import { CatalogueTools } from './catalogue.tools.js';
import { CheckoutService } from './checkout.service.js';
import { OrderTools } from './order.tools.js';
import { OrdersService } from './orders.service.js';
import { ProductsRepository } from './products.repository.js';
import { Shops } from './shops.js';

/** Products, carts and orders. */
@Module({
  providers: [
    Shops,
    ProductsRepository,
    CartsRepository,
    CheckoutService,
    OrdersService,
    CatalogueTools,
    CartTools,
    OrderTools,
  ],
  exports: [CatalogueTools, CartTools, OrderTools],
})
export class CommerceModule {}
